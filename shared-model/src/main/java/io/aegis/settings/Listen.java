/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where an application listens.
 *
 * @param host as it was set, for messages
 * @param address the same, resolved
 * @param port 0 takes any free one
 */
public record Listen(String host, InetAddress address, int port) {

    /** The key of a loopback bind that everybody knows; it opens nothing else. */
    public static final String DEFAULT_API_KEY = "dev_api_key";

    private static final int LEAST_KEY = 16;
    private static final int LEAST_VARIETY = 6;

    /**
     * Reads a host, 127.0.0.1 when it is not set, and a port.
     *
     * @param otherwise the port when none is set
     */
    public static Listen from(Environment environment, String hostSetting, String portSetting, int otherwise) {
        String host = environment.string(hostSetting).orElse("127.0.0.1");
        int port = environment.integer(portSetting, 0, 65535).orElse(otherwise);
        try {
            return new Listen(host, InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            environment.refuse(hostSetting, "is not an address of this machine, nor a name of one");
            return new Listen(host, InetAddress.getLoopbackAddress(), port);
        }
    }

    private static boolean guessable(String key) {
        return key.length() < LEAST_KEY || key.chars().distinct().count() < LEAST_VARIETY;
    }

    /**
     * Reads {@code API_KEY}, which has all roles. Where others than this machine can reach it, the default is refused, and so is
     * one that can be guessed: under {@value #LEAST_KEY} characters, or fewer than {@value #LEAST_VARIETY} different ones.
     *
     * @param hostSetting the setting that this address came from
     */
    public Secret bootstrapKey(Environment environment, String hostSetting) {
        Secret key = environment.secret("API_KEY").orElseGet(() -> Secret.of(DEFAULT_API_KEY));
        if (key.reveal().equals(DEFAULT_API_KEY) && !address.isLoopbackAddress()) {
            environment.refuse(
                    "API_KEY",
                    "is not set, or is the default that everybody knows, while " + hostSetting
                            + " is not a loopback address; set it to a long random text");
        } else if (!address.isLoopbackAddress() && guessable(key.reveal())) {
            environment.refuse(
                    "API_KEY",
                    "can be guessed, while " + hostSetting + " is not a loopback address; allowed: at least "
                            + LEAST_KEY + " characters, " + LEAST_VARIETY + " of them different");
        }
        return key;
    }
}
