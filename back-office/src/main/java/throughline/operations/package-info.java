/**
 * The back office as a process: its main, the first start's import, the simulated custodian, the bookkeeper's thread,
 * and what operations staff see and do of days, settlement and people over REST and WebSocket.
 * The launcher runs its mains; the small world drives its import and its custodian by hand.
 * It never decides what is booked: it puts drafts on the ring and shows what the state says.
 */
package throughline.operations;
