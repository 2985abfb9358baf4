/**
 * What makes a desk, an office's read side: HTTP server, sign-in, problem+json, live feed, health and metrics. Each
 * office's main wires one and gives it routes and channels. It decides nothing about orders, limits or accounts, and
 * writes nothing but snapshots, secrets and answers.
 */
package throughline.desk;
