package broken.shelf.domain;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

@Entity
public class OpenEntity {

	@Id
	private @Nullable UUID id;

	public void setId(UUID id) {
		this.id = id;
	}

	public @Nullable UUID id() {
		return this.id;
	}

}
