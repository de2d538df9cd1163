/** Launches what the online application and the schedules have asked for. */
package io.aegis.batch.requests;
