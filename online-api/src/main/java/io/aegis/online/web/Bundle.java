/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files that belong together and are served below one path that changes when any of them does. Immutable. */
final class Bundle {

    private final Map<String, Asset> assets;
    private final String version;

    private Bundle(Map<String, Asset> assets) {
        this.assets = Map.copyOf(assets);
        StringBuilder all = new StringBuilder();
        assets.forEach((name, asset) -> all.append(name).append(asset.tag()));
        this.version =
                Asset.digest(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    /**
     * Reads files from the class path.
     *
     * @param folder absolute, with its last slash
     * @throws IllegalStateException when one is missing: the product was not built right
     */
    static Bundle read(String folder, List<String> names) {
        Map<String, Asset> assets = new LinkedHashMap<>();
        for (String name : names) {
            assets.put(name, Asset.of(name, resource(folder + name)));
        }
        return new Bundle(assets);
    }

    /** These files and those. */
    Bundle and(Bundle other) {
        Map<String, Asset> all = new LinkedHashMap<>();
        assets.keySet().stream().sorted().forEach(name -> all.put(name, assets.get(name)));
        other.assets.keySet().stream().sorted().forEach(name -> all.put(name, other.assets.get(name)));
        return new Bundle(all);
    }

    /** The same with a text within one of its files replaced. */
    Bundle replacing(String name, String text, String replacement) {
        Map<String, Asset> all = new LinkedHashMap<>();
        assets.keySet().stream().sorted().forEach(each -> all.put(each, assets.get(each)));
        all.computeIfPresent(name, (any, asset) -> {
            String before = new String(asset.plain(), StandardCharsets.UTF_8);
            return Asset.of(name, before.replace(text, replacement).getBytes(StandardCharsets.UTF_8));
        });
        return new Bundle(all);
    }

    /** A file of it. */
    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    /** Stands for the content of all files. */
    String version() {
        return version;
    }

    /** The bytes of a file on the class path. */
    static byte[] resource(String path) {
        try (InputStream in = Bundle.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: " + path);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            in.transferTo(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
