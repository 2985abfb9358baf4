/**
 * What orders there are and what became of them: orders, executions, positions, the reasons of rejections, and the
 * venue as far as the blotter tells it. The front office's state machine applies records to it, on one thread;
 * gateways, venues and tests read it. It decides nothing and writes no record.
 */
package throughline.blotter;
