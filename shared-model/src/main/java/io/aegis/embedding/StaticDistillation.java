/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.embedding;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Distils a language model into a table of one vector for each word piece, as Model2Vec does (Tulkens and van Dongen 2024): what the
 * model says of the piece alone, less the mean of all, and the shorter the more frequent the piece is (smooth inverse frequency,
 * Arora et al. 2017, of frequencies that go with the rank, Zipf 1949). Model2Vec also rotates the vectors to their principal
 * components, which changes neither cosines nor what a linear model learns.
 */
public final class StaticDistillation {

    /** How frequent a piece is whose vector is half as long as that of the rarest ones. */
    private static final double SMOOTHING = 1e-3;

    /** How frequent the most frequent piece is. */
    private static final double MOST_FREQUENT = 0.1;

    private StaticDistillation() {}

    /**
     * Distils; the 30,522 pieces of BERT take half a minute of a core.
     *
     * @param stopping whether nobody waits for it any more
     * @throws InterruptedException when nobody does
     */
    public static StaticEmbedder of(WordPieceEmbedder model, BooleanSupplier stopping) throws InterruptedException {
        List<String> pieces = model.pieces();
        Embedding[] vectors = new Embedding[pieces.size()];
        double[] mean = new double[Embedding.LENGTH];
        int words = 0;
        for (int piece = 0; piece < vectors.length; piece++) {
            if (stopping.getAsBoolean()) {
                throw new InterruptedException("nobody waits for the table any more");
            }
            boolean word = !WordPieceTokenizer.isSpecial(pieces.get(piece));
            vectors[piece] = word ? model.embedPiece(piece) : Embedding.NOTHING;
            add(mean, vectors[piece].unit());
            words += word ? 1 : 0;
        }
        double[] weights = weights(pieces);
        int counted = Math.max(1, words);
        return StaticEmbedder.of(StaticEmbedder.nameOf(model), pieces, piece -> {
            float[] vector = vectors[piece].unit();
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) ((vector[i] - mean[i] / counted) * weights[piece]);
            }
            return vector;
        });
    }

    private static void add(double[] sums, float[] vector) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += vector[i];
        }
    }

    /** Single characters stand before all words in a vocabulary, and say as little as the most frequent of these. */
    private static double[] weights(List<String> pieces) {
        double[] weights = new double[pieces.size()];
        int rank = 1;
        for (int piece = 0; piece < weights.length; piece++) {
            String text = pieces.get(piece);
            if (!WordPieceTokenizer.isSpecial(text)) {
                boolean word = !WordPieceTokenizer.isCharacter(text);
                weights[piece] = SMOOTHING / (SMOOTHING + MOST_FREQUENT / (word ? rank++ : 1));
            }
        }
        return weights;
    }
}
