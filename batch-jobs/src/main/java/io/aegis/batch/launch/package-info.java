/** Launches, restarts and stops executions, each instance on one process at a time. */
package io.aegis.batch.launch;
