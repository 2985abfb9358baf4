/**
 * Exposures: what is held and what may still be. The holds of accepted orders, and per account and instrument what was
 * executed and what works. Risk changes them by records, controls and the desk read them. They never judge an order.
 */
package throughline.exposure;
