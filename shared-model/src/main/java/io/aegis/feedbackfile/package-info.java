/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Files of feedback as people have them: what a file is, which of its columns is the text, and its records one by one. A
 * {@link io.aegis.feedbackfile.FileInspector} decides and tells, once, what {@link io.aegis.feedbackfile.FileRecords} and
 * {@link io.aegis.feedbackfile.FeedbackRowReader} then do.
 */
package io.aegis.feedbackfile;
