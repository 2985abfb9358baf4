/**
 * What if: an order, a basket or a shock of prices tried on the state as it is, and every limit before and after. The
 * desk asks, on its own thread. It records nothing and changes nothing.
 */
package throughline.whatif;
