/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The job {@code feedback-import}: works through staged files of feedback, each in parts that all processes share.
 *
 * <p>The way of a row: {@link io.aegis.batch.feedbackimport.RecordSource} finds where records begin and end in the staged
 * file, {@link io.aegis.batch.feedbackimport.FeedbackRecordReader} reads those of a part, {@link
 * io.aegis.batch.feedbackimport.FeedbackRowProcessor} takes each apart and gives its text what a posted one gets, and {@link
 * io.aegis.batch.feedbackimport.FeedbackRowWriter} stores a chunk of them in one transaction, with what Spring Batch notes of it.
 */
package io.aegis.batch.feedbackimport;
