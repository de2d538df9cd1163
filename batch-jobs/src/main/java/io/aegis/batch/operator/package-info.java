/** The operator API: jobs, executions, schedules and processes over HTTP, for holders of an admin key. */
package io.aegis.batch.operator;
