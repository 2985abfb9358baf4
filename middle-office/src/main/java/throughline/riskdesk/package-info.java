/**
 * The middle office as a process, and what risk officers do: limits with approval, trading states, exposures, breaches.
 * The launcher starts it; people and programs call it over HTTP. It decides nothing: it reads the desk's state and puts
 * drafts on the office's ring.
 */
package throughline.riskdesk;
