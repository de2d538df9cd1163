/**
 * What monitoring systems measured and what was predicted: series and their samples, predictions and their labels. Reads are
 * over {@link io.aegis.db.ReadAccess}, so that the scoring path does them with an account that cannot write.
 */
package io.aegis.db.monitoring;
