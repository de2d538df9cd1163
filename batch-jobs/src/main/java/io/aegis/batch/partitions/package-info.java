/**
 * One step, many processes: step executions that are handed out by one are taken up by all that are there, each at its own
 * last commit. The job repository tells what has become of them; leases and heartbeats tell who works on which.
 */
package io.aegis.batch.partitions;
