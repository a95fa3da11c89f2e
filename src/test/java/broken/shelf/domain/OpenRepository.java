package broken.shelf.domain;

import java.util.UUID;

import org.springframework.data.repository.Repository;

public interface OpenRepository extends Repository<OpenEntity, UUID> {

}
