/**
 * Review: why an order was accepted or rejected, control by control. The risk desk asks; the office's journal is led to
 * just before each judgement of the order, which is then made again with every test listened to, and must come to the
 * record byte for byte. It writes no record, decides nothing, and shares nothing with the office's agent.
 */
package throughline.review;
