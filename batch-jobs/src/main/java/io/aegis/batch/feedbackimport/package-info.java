/**
 * The job {@code feedback-import}: works through staged files of feedback, in parts that any process may take.
 *
 * <p>The way of a row: {@link io.aegis.batch.feedbackimport.RecordSource} finds where records begin and end in the staged
 * file, {@link io.aegis.batch.feedbackimport.FeedbackRowProcessor} takes one apart and gives its text what a posted one gets,
 * and {@link io.aegis.batch.feedbackimport.FeedbackRowWriter} stores a whole chunk of them in one transaction.
 */
package io.aegis.batch.feedbackimport;
