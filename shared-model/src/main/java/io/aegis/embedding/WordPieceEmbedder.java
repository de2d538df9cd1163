/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.embedding;

import java.util.List;

/** Makes vectors of texts, and of the word pieces that these are taken apart into. Thread-safe. */
public interface WordPieceEmbedder extends TextEmbedder {

    /** The vocabulary, by the numbers of its pieces; the more often a piece is written the lower is its number. */
    List<String> pieces();

    /**
     * The vector of a piece as if it were a whole text.
     *
     * @param number its place in {@link #pieces()}
     */
    Embedding embedPiece(int number);
}
