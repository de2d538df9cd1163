/**
 * The job {@code feedback-import}: works through staged CSV files, each in parts that all processes share.
 *
 * <p>The way of a row: {@link io.aegis.batch.feedbackimport.RecordSplitter} finds where records begin and end in the staged
 * bytes, {@link io.aegis.batch.feedbackimport.FeedbackRecordReader} reads those of a part, {@link
 * io.aegis.batch.feedbackimport.FeedbackRowProcessor} gives each text what a posted one gets, and {@link
 * io.aegis.batch.feedbackimport.FeedbackRowWriter} stores a chunk of them in one transaction, with what Spring Batch notes of it.
 */
package io.aegis.batch.feedbackimport;
