package throughline.capture;

import throughline.office.Requests;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Users;

/** What commands are held against as they come in: who may do what, with what, and what was asked before. */
record Entry(Instruments instruments, Accounts accounts, Users users, Requests requests, Refusals refusals) {
}
