/**
 * Limits: what governs whether an order may pass. The scopes, the limits that stand and what time will do to them,
 * trading states, approvals, breaches and the business day. Risk changes them by records, controls and the desk read
 * them. They never decide anything themselves.
 */
package throughline.limit;
