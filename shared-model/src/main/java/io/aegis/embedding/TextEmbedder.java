/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.embedding;

/** Makes vectors of texts. Thread-safe; the same text always gives the same vector. */
public interface TextEmbedder {

    /**
     * The vector of a text, which may have any length; what is beyond the first {@value WordPieceTokenizer#MAX_TOKENS} word
     * pieces does not count. It has no direction when the model cannot read the text.
     */
    Embedding embed(String text);

    /** What made the vectors, such as {@code all-minilm-l6-v2-q}. Vectors of different models cannot be compared. */
    String model();
}
