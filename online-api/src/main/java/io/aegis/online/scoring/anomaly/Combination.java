package io.aegis.online.scoring.anomaly;

/**
 * What a trained model says of the series of a service together.
 *
 * @param service whose
 * @param model its name
 * @param score 0 to 1, on the scale of the series' own
 * @param begins whether it is strange now and was not when it was last judged
 * @param series how many of them were seen lately
 */
public record Combination(String service, String model, double score, boolean begins, int series) {}
