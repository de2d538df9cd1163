/** What is measured of jobs. */
package io.aegis.batch.telemetry;
