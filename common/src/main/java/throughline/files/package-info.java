/**
 * The firm's files: reference data in, order files in, and the sample day out.
 * An office's main and the verbs of {@code ./firm} call it, at the edge and before anything runs.
 * It never decides, never writes a journal and never imports half a file: what is wrong is named by file and line.
 */
package throughline.files;
