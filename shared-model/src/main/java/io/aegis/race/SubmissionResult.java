/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.storage.StoredFeedback;

/**
 * What a submitter is told. The row is durable.
 *
 * @param row as stored; its count includes this submission
 * @param cached whether the text was there, or on its way, before
 * @param timings where the time went
 */
public record SubmissionResult(StoredFeedback row, boolean cached, Timings timings) {}
