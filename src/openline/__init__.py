"""Openline: a self-hosted omnichannel contact centre."""
