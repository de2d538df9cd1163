/**
 * The job {@code feedback-import}: works through staged CSV files.
 *
 * <p>The way of a row: {@link io.aegis.batch.feedbackimport.RecordSplitter} finds where records begin and end in the staged
 * bytes, {@link io.aegis.batch.feedbackimport.RowReader} takes one apart, {@link
 * io.aegis.batch.feedbackimport.ChunkAnalyzer} gives each text what a posted one gets, and {@link
 * io.aegis.db.imports.ImportProgress} stores a whole chunk of them in one transaction.
 */
package io.aegis.batch.feedbackimport;
