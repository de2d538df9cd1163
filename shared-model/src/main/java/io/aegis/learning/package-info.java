/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is learned of texts from their vectors: small linear models, trained with Weka. What they say stands beside the verdict
 * and never in its place.
 */
package io.aegis.learning;
