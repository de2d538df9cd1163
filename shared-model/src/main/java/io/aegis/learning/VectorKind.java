/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

/** By what vectors something is learned, and what for. */
public enum VectorKind {
    /** Those of a language model, which knows in which company words are: for jobs, all labels, and the sentiment of channels. */
    CONTEXTUAL(TopicModel.MOST_KEPT, 0.75, 1),
    /**
     * Sums of what words say alone, while somebody waits for an answer: topics only, as an alarm that better vectors would not have
     * raised cannot be taken back. Texts are nearer to each other by them, the longer the more, so that one near text proves nothing;
     * and comparing has to be quick.
     */
    STATIC(3_000, 0.8, 2);

    private final int mostKept;
    private final double sameDomain;
    private final int agreeing;

    VectorKind(int mostKept, double sameDomain, int agreeing) {
        this.mostKept = mostKept;
        this.sameDomain = sameDomain;
        this.agreeing = agreeing;
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

    /** How many of the nearest texts have to be of the same domain and labelled as a verdict says that is not the rules'. */
    int agreeing() {
        return agreeing;
    }
}
