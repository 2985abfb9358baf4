/**
 * From a cleared trade to a settled one: the back office's state machine, its fees, obligations, confirmations and
 * days. The office around it runs it, the desk reads it, the small world and the tests drive it.
 * It never reads a clock or a file when it decides, and settles nothing that was not confirmed.
 */
package throughline.settlement;
