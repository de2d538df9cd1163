/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

/**
 * What a trained model says of the series of a service together.
 *
 * @param service whose
 * @param model its name
 * @param score the highest of any moment in the request, 0 to 1, on the scale of the series' own
 * @param begins whether an episode of strange combinations begins in the request
 * @param series how many of its series were seen lately
 */
public record Combination(String service, String model, double score, boolean begins, int series) {}
