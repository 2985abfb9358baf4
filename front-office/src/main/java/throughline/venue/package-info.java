/**
 * Where orders are executed: the price-time book of XSIM, the built-in exchange simulator, and the matching over it.
 * The front office's state machine calls it, on its one thread: matching while it decides, changing while it applies.
 * It never keeps an order's truth (quantities, owners, states), never captures or judges an order, never does I/O.
 */
package throughline.venue;
