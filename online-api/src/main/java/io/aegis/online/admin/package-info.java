/** Routes for administrators: statistics, and healing that is asked for now. */
package io.aegis.online.admin;
