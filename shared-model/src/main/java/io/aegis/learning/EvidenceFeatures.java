/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

/** Evidence as numbers for a linear model. */
interface EvidenceFeatures {

    /** How many numbers there are. */
    int count();

    /** Writes the numbers of a text to the beginning of an array of at least {@link #count()}. */
    void write(TopicEvidence evidence, double[] numbers);
}
