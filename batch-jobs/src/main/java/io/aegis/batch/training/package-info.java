/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The jobs that train models: {@code failure-train}, {@code anomaly-train} and {@code feedback-train}. A model is used only when it is better on what
 * was held out than the one before it.
 */
package io.aegis.batch.training;
