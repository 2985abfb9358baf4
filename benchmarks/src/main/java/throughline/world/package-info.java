/**
 * The small world: three offices, their clients, the custodian and a stand-in database in one thread, from one seed, in
 * virtual time, stopped at every point there is. Tests call it. It never takes part in a live office.
 */
package throughline.world;
