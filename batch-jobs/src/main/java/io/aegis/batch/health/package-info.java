/** Health and metrics of the process. */
package io.aegis.batch.health;
