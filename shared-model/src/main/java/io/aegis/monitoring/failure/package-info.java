/** Failures of services, found in metrics and logs together: {@link io.aegis.monitoring.logs.TemplateMiner} reads logs. */
package io.aegis.monitoring.failure;
