package pl.chronobook.sync.web;

import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.identity.Label;
import pl.chronobook.sync.domain.DeviceKind;

/**
 * The submitted form of a new device.
 *
 * @param name the reader's name for it
 * @param kind the name of a {@link DeviceKind}; empty means {@code OTHER}
 */
record DeviceForm(@Label String name, String kind) {

	static final DeviceForm EMPTY = new DeviceForm("", DeviceKind.KOBO.name());

	DeviceForm(@Nullable String name, @Nullable String kind) {
		this.name = Objects.requireNonNullElse(name, "").strip();
		this.kind = Objects.requireNonNullElse(kind, "");
	}

	void validate(Errors errors) {
		if (!this.kind.isEmpty() && Stream.of(DeviceKind.values()).noneMatch(known -> known.name().equals(this.kind))) {
			errors.rejectValue("kind", "sync.device.kind");
		}
	}

	/** The chosen kind of a form without errors. */
	DeviceKind chosenKind() {
		return this.kind.isEmpty() ? DeviceKind.OTHER : DeviceKind.valueOf(this.kind);
	}

}
