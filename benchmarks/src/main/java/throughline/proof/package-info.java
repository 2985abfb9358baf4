/**
 * What {@code ./firm verify} runs: plain folds over the three journals and the books, which share no code with what
 * they prove. The launcher, the crash bench and the small world call it. It never writes anything, and may run beside a
 * live firm.
 */
package throughline.proof;
