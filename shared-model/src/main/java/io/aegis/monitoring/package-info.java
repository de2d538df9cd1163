/** What monitoring systems send and are told: samples of series, severities, actions. */
package io.aegis.monitoring;
