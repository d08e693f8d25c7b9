/// The register of all operations, by name.
@NullMarked
package io.phalanx.shared.kernel.catalog;

import org.jspecify.annotations.NullMarked;
