/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import java.util.Optional;

/**
 * A prediction and what an operator says of it.
 *
 * @param prediction that was made
 * @param label the last word on it; empty when nobody has labelled it
 */
public record LabelledPrediction(Prediction prediction, Optional<PredictionLabel> label) {}
