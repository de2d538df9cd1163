/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is learned of texts from their vectors: small linear models, trained with Weka. What they say stands beside the verdict, or
 * in the place of what the rules say, there only where it was better on texts set aside; never in the place of an LLM's or a person's.
 */
package io.aegis.learning;
