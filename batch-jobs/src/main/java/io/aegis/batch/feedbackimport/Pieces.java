package io.aegis.batch.feedbackimport;

/** The pieces that a staged file lies in. */
@FunctionalInterface
interface Pieces {

    /**
     * A piece.
     *
     * @param number 0 for the first
     * @return empty behind the last
     */
    byte[] get(long number);
}
