/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Makes vectors of texts by a small language model that runs within the process, and a job that gives each row its own. All of
 * it can be left out ({@code AEGIS_EMBEDDINGS}).
 */
package io.aegis.batch.embedding;
