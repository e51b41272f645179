# Cloud Map resources on Fairlead, with the provider that AWS users have. README.md beside this file tells how to run it;
# the test TerraformTest in registry-verticle runs this very file.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "endpoint" {
  description = "Where a registry node serves the Cloud Map API"
  type        = string
  default     = "http://127.0.0.1:7070"
}

variable "description" {
  description = "Written on what has a description"
  type        = string
  default     = "made by terraform"
}

variable "ttl" {
  description = "Seconds for which a DNS answer may be kept"
  type        = number
  default     = 10
}

variable "stage" {
  description = "The tag of everything that has tags"
  type        = string
  default     = "test"
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "any"
  secret_key                  = "any"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true

  endpoints {
    servicediscovery = var.endpoint
  }

  default_tags {
    tags = { stage = var.stage }
  }
}

resource "aws_service_discovery_private_dns_namespace" "shop" {
  name        = "shop.local"
  vpc         = "vpc-1"
  description = var.description
  tags        = { kind = "private" }
}

resource "aws_service_discovery_public_dns_namespace" "example" {
  name        = "example.com"
  description = var.description
}

resource "aws_service_discovery_http_namespace" "jobs" {
  name        = "jobs"
  description = "the provider makes it anew when this changes"
  tags        = { kind = "http" }
}

resource "aws_service_discovery_service" "backend" {
  name        = "backend"
  description = var.description

  dns_config {
    namespace_id = aws_service_discovery_private_dns_namespace.shop.id

    dns_records {
      type = "A"
      ttl  = var.ttl
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }

  tags          = { team = "shop" }
  force_destroy = true
}

resource "aws_service_discovery_service" "both" {
  name = "both"

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.shop.id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = var.ttl
    }

    dns_records {
      type = "AAAA"
      ttl  = var.ttl
    }
  }
}

resource "aws_service_discovery_service" "ports" {
  name = "_http._tcp"

  dns_config {
    namespace_id = aws_service_discovery_private_dns_namespace.shop.id

    dns_records {
      type = "SRV"
      ttl  = var.ttl
    }
  }
}

resource "aws_service_discovery_service" "elsewhere" {
  name = "elsewhere"

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.shop.id
    routing_policy = "WEIGHTED"

    dns_records {
      type = "CNAME"
      ttl  = var.ttl
    }
  }
}

resource "aws_service_discovery_service" "website" {
  name        = "www"
  description = var.description

  dns_config {
    namespace_id = aws_service_discovery_public_dns_namespace.example.id

    dns_records {
      type = "A"
      ttl  = var.ttl
    }
  }

  health_check_config {
    type              = "HTTP"
    resource_path     = "/health"
    failure_threshold = 3
  }
}

resource "aws_service_discovery_service" "worker" {
  name         = "worker"
  description  = var.description
  namespace_id = aws_service_discovery_http_namespace.jobs.id

  health_check_config {
    type              = "TCP"
    failure_threshold = 2
  }

  force_destroy = true
}

resource "aws_service_discovery_instance" "backend" {
  instance_id = "backend-1"
  service_id  = aws_service_discovery_service.backend.id

  attributes = {
    AWS_INSTANCE_IPV4 = "10.0.0.1"
    version           = "v1"
  }
}

resource "aws_service_discovery_instance" "ports" {
  instance_id = "ports-1"
  service_id  = aws_service_discovery_service.ports.id

  attributes = {
    AWS_INSTANCE_IPV4 = "10.0.0.1"
    AWS_INSTANCE_PORT = "8080"
  }
}

resource "aws_service_discovery_instance" "elsewhere" {
  instance_id = "elsewhere-1"
  service_id  = aws_service_discovery_service.elsewhere.id

  attributes = {
    AWS_INSTANCE_CNAME = "www.example.org"
    FAIRLEAD_WEIGHT    = "3"
  }
}

resource "aws_service_discovery_instance" "worker" {
  instance_id = "worker-1"
  service_id  = aws_service_discovery_service.worker.id

  attributes = {
    AWS_INSTANCE_IPV4 = "127.0.0.1"
    AWS_INSTANCE_PORT = "9"
  }
}

data "aws_service_discovery_http_namespace" "jobs" {
  name       = aws_service_discovery_http_namespace.jobs.name
  depends_on = [aws_service_discovery_http_namespace.jobs]
}

data "aws_service_discovery_service" "worker" {
  name         = aws_service_discovery_service.worker.name
  namespace_id = data.aws_service_discovery_http_namespace.jobs.id
}

output "namespace" {
  description = "Of the backend"
  value       = aws_service_discovery_private_dns_namespace.shop.id
}

output "service" {
  description = "Of the backend"
  value       = aws_service_discovery_service.backend.id
}
