/**
 * The front office as a process, and the ways into it: REST and WebSocket. The launcher starts it; people and programs
 * call it over the network. It decides nothing: it checks form, puts commands on the ring, and shows the desk's state.
 */
package throughline.gateway;
