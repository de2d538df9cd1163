/** Tells other systems what monitoring finds. */
package io.aegis.online.scoring.alerting;
