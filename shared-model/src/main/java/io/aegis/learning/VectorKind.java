/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

/** By what vectors something is learned, and what for. */
public enum VectorKind {
    /** Those of a language model, which knows in which company words are: for jobs, all labels, and the sentiment of channels. */
    CONTEXTUAL(TopicModel.MOST_KEPT, 0.75),
    /**
     * Sums of what words say alone, while somebody waits for an answer: topics only, as an alarm that better vectors would not have
     * raised cannot be taken back. Texts are nearer to each other by them, and comparing has to be quick.
     */
    STATIC(2_000, 0.78);

    private final int mostKept;
    private final double sameDomain;

    VectorKind(int mostKept, double sameDomain) {
        this.mostKept = mostKept;
        this.sameDomain = sameDomain;
    }

    /** Whether a label can be learned by them. */
    boolean learns(TrainedLabel label) {
        return this == CONTEXTUAL || label.topic().isPresent();
    }

    /** Most texts that are kept to compare others with. */
    int mostKept() {
        return mostKept;
    }

    /** Least cosine to the nearest text of a text of the same domain, measured on Banking77, CLINC150, Google Play. */
    double sameDomain() {
        return sameDomain;
    }
}
