/** All settings of the online application as one value. */
package io.aegis.online.settings;
