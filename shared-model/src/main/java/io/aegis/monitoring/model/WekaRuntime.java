/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Isolates the machine-learning library Weka from the file system and the network. As soon as a class of it is loaded it makes
 * folders for packages, reads what lies in them, and would look for newer ones on the network: it gets an empty folder that
 * only this process may write, and stays off the network. Its algebra is the one in Java: native libraries are not part of
 * this product.
 */
public final class WekaRuntime {

    private static final String HOME = "WEKA_HOME";

    private WekaRuntime() {}

    /** To be called before any class of Weka is touched. Calling it again does nothing. */
    public static synchronized void prepare() {
        if (System.getProperty(HOME) != null) {
            return;
        }
        try {
            Path home = Files.createTempDirectory("aegis-weka");
            home.toFile().deleteOnExit();
            for (String name : new String[] {"packages", "props", "repCache", "native"}) {
                Files.createDirectory(home.resolve(name)).toFile().deleteOnExit();
            }
            System.setProperty(HOME, home.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Weka needs a folder for temporary files", e);
        }
        System.setProperty("weka.packageManager.offline", "true");
        System.setProperty("weka.packageManager.loadPackages", "false");
        for (String part : new String[] {"BLAS", "LAPACK", "ARPACK"}) {
            System.setProperty("com.github.fommil.netlib." + part, "com.github.fommil.netlib.F2j" + part);
        }
    }
}
