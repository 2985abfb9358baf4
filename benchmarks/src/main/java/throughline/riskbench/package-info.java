/**
 * Measurements of the middle office's state machine alone: what judging an order takes, what its whole life takes, and
 * what a price does to the orders behind it. The commands of partbench call them, JMH the classes, and other rigs may
 * fill a middle office with what is here. They write no journal, start no thread, and leave no control out.
 */
package throughline.riskbench;
